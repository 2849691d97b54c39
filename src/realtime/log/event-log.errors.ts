/** MongoDB's log does not reach back to where somebody wants to go on. */
export class EventLogLostError extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(`event log: ${reason}`, options);
    this.name = EventLogLostError.name;
  }
}
