import { Injectable } from '@nestjs/common';

/** What real time has done since the start of the process, for metrics. */
@Injectable()
export class RealtimeReport {
  listeners = 0;
  /** Events told to listeners, each counted once a listener. */
  sent = 0;
  /** Listeners that did not read and were dropped. */
  dropped = 0;
  /** Listeners that came back too late, and were told so. */
  resets = 0;
  /** Connections refused because there were as many as allowed. */
  refused = 0;
  /** Events that this instance was the first to publish on Redis. */
  published = 0;
  /** Times that Redis was away for so long that the journal had forgotten what was to be published. */
  publishingGaps = 0;
}
