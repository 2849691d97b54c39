export { OutboxModule } from './outbox.module.js';
export { OutboxService } from './outbox.service.js';
export * from './outbox.schema.js';
