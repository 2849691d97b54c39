import { Module } from '@nestjs/common';
import { BulkLoader } from './bulk/bulk-loader.service.js';
import { CatalogueImport } from './catalogue/catalogue-import.service.js';
import { EnrollmentAmender } from './oulad/enrollment-amender.service.js';
import { OuladImport } from './oulad/oulad-import.service.js';

/** Data from outside: the Open University's set, course catalogues, and what is generated. */
@Module({
  providers: [BulkLoader, CatalogueImport, EnrollmentAmender, OuladImport],
  exports: [CatalogueImport, OuladImport],
})
export class ImportModule {}
