import { Injectable } from '@nestjs/common';
import { EventEmitter2 } from '@nestjs/event-emitter';
import type { DomainEventName, DomainEvents } from './domain-events.js';

/** Typed front of the event emitter: wrong names and missing ids do not compile. */
@Injectable()
export class EventBus {
  constructor(private readonly emitter: EventEmitter2) {}

  /**
   * Announces a committed fact and waits for every listener.
   * @throws whatever a listener throws; listeners of facts must not fail for want of Redis.
   */
  async announce<N extends DomainEventName>(name: N, fact: DomainEvents[N]): Promise<void> {
    await this.emitter.emitAsync(name, fact);
  }

  /** Registers `listener`; returns a function that removes it. */
  listen<N extends DomainEventName>(
    name: N,
    listener: (fact: DomainEvents[N]) => Promise<void> | void,
  ): () => void {
    // `announce` awaits what listeners return, though the emitter's types say void.
    // oxlint-disable typescript/no-misused-promises
    this.emitter.on(name, listener);
    return () => void this.emitter.off(name, listener);
    // oxlint-enable typescript/no-misused-promises
  }
}
