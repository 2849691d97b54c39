export { OutboxModule } from './outbox.module.js';
export { OutboxService, type NewOutboxEvent } from './outbox.service.js';
export * from './outbox.schema.js';
