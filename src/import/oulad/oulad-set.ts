export interface OuladAssessment {
  readonly id: number;
  readonly type: string;
  /** Day on which it is due; null where not recorded. */
  readonly day: number | null;
}

export interface OuladMaterial {
  readonly id: number;
  readonly type: string;
}

export interface OuladCourse {
  readonly module: string;
  readonly presentation: string;
  /** In the order of the file. */
  readonly assessments: OuladAssessment[];
  readonly materials: OuladMaterial[];
}

/**
 * A data set as it was read, everything checked against everything else.
 *
 * What there are many of is kept as columns of small numbers, so that the whole of OULAD takes a few
 * megabytes and enrolments can be assembled with their completions, which the file has by assessment
 * and not by student. Numbers such as `course` and `enrollment` are places in the other columns.
 */
export interface OuladSet {
  readonly courses: OuladCourse[];
  /** Keys of the source. */
  readonly students: number[];
  readonly enrollments: {
    readonly student: number[];
    readonly course: number[];
    readonly registered: (number | null)[];
    readonly unregistered: (number | null)[];
  };
  readonly completions: {
    readonly enrollment: number[];
    /** Key of the assessment. */
    readonly assessment: number[];
    readonly day: number[];
  };
}

export function emptySet(): OuladSet {
  return {
    courses: [],
    students: [],
    enrollments: { student: [], course: [], registered: [], unregistered: [] },
    completions: { enrollment: [], assessment: [], day: [] },
  };
}

/** `<module> <presentation>` */
export function courseName({ module, presentation }: Pick<OuladCourse, 'module' | 'presentation'>): string {
  return `${module} ${presentation}`;
}
