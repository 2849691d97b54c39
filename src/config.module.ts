import { Module, type DynamicModule } from '@nestjs/common';
import { AppConfig } from '../config/index.js';

/** Makes the parsed configuration injectable everywhere. */
@Module({})
export class ConfigModule {
  static with(config: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: AppConfig, useValue: config }],
      exports: [AppConfig],
    };
  }
}
