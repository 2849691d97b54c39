import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { Drain } from './drain.js';
import { KnownParametersGuard } from './known-parameters.guard.js';

/** Makes what the server knows of itself injectable everywhere. */
@Module({})
export class HttpModule {
  static with(drain: Drain): DynamicModule {
    return {
      module: HttpModule,
      global: true,
      providers: [
        { provide: Drain, useValue: drain },
        { provide: APP_GUARD, useClass: KnownParametersGuard },
      ],
      exports: [Drain],
    };
  }
}
