/**
 * Holds reads against what was acknowledged before they began. Each object has one writer at a time, and a
 * version, or a count, in its body.
 */
export class Staleness {
  private readonly versions = new Map<string, { readonly version: number; readonly at: number }[]>();
  private readonly counts = new Map<string, { readonly count: number; readonly at: number }>();
  reads = 0;
  worstMs = 0;

  /** A course has this version from now on. */
  edited(courseId: string, version: number, at: number): void {
    const known = this.versions.get(courseId);
    if (known) known.push({ version, at });
    else this.versions.set(courseId, [{ version, at }]);
  }

  /** A learner has done so many lessons from now on. */
  completed(learnerId: string, count: number, at: number): void {
    this.counts.set(learnerId, { count, at });
  }

  seeCourse(courseId: string, version: number, began: number): void {
    const missed = this.versions.get(courseId)?.find((each) => each.version > version && each.at < began);
    if (missed) this.note(began - missed.at);
  }

  /** To be called by the learner's own client, which writes nothing meanwhile. */
  seeProgress(learnerId: string, count: number, began: number): void {
    const known = this.counts.get(learnerId);
    if (known && known.count !== count) this.note(began - known.at);
  }

  private note(milliseconds: number): void {
    this.reads += 1;
    this.worstMs = Math.max(this.worstMs, milliseconds);
  }
}
