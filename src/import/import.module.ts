import { Module } from '@nestjs/common';
import { BulkLoader } from './bulk/bulk-loader.service.js';
import { EnrollmentAmender } from './oulad/enrollment-amender.service.js';
import { OuladImport } from './oulad/oulad-import.service.js';

/** Data from outside: the Open University's set, course catalogues, and what is generated. */
@Module({
  providers: [BulkLoader, EnrollmentAmender, OuladImport],
  exports: [OuladImport],
})
export class ImportModule {}
