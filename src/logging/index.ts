export { createLogger, type LogLevel } from './logger.js';
export { NestLogger } from './nest-logger.js';
export { createRequestLog } from './request-log.js';
