import { Module, type DynamicModule } from '@nestjs/common';
import { Drain } from './drain.js';

/** Makes what the server knows of itself injectable everywhere. */
@Module({})
export class HttpModule {
  static with(drain: Drain): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      providers: [{ provide: Drain, useValue: drain }],
      exports: [Drain],
    };
  }
}
