export * from './domain-events.js';
export { EventBus } from './event-bus.js';
export { EventsModule } from './events.module.js';
