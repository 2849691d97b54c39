import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { AnalyticsModule } from '../analytics/index.js';
import { BulkLoader } from './bulk/bulk-loader.service.js';
import { CatalogueImport } from './catalogue/catalogue-import.service.js';
import { DemonstrationSeeder } from './demonstration/demonstration.service.js';
import { EnrollmentAmender } from './oulad/enrollment-amender.service.js';
import { OuladImport } from './oulad/oulad-import.service.js';
import { DATA_LOAD, DataLoadSchema } from './synthetic/data-load.schema.js';
import { DataLoads } from './synthetic/data-loads.service.js';
import { SyntheticImport } from './synthetic/synthetic-import.service.js';
import { SyntheticLoad } from './synthetic/synthetic-load.service.js';

/** Data from outside: the Open University's set, course catalogues, and what is generated. */
@Module({
  imports: [AnalyticsModule, MongooseModule.forFeature([{ name: DATA_LOAD, schema: DataLoadSchema }])],
  providers: [
    BulkLoader,
    CatalogueImport,
    DataLoads,
    DemonstrationSeeder,
    EnrollmentAmender,
    OuladImport,
    SyntheticImport,
    SyntheticLoad,
  ],
  exports: [CatalogueImport, DemonstrationSeeder, OuladImport, SyntheticImport],
})
export class ImportModule {}
