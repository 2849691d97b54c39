import type { Types } from 'mongoose';
import { deriveObjectId } from '../../common/index.js';
import { courseName, type OuladCourse } from './oulad-set.js';

type Named = Pick<OuladCourse, 'module' | 'presentation'>;

/** Ids follow from the source's keys, so that a second run finds what the first one wrote. */
export const ouladId = {
  course: (course: Named) => deriveObjectId(`oulad/course/${courseName(course)}`),
  section: (course: Named, kind: 'assessment' | 'material', type: string) =>
    deriveObjectId(`oulad/section/${courseName(course)}/${kind}/${type}`),
  assessment: (id: number) => deriveObjectId(`oulad/assessment/${id}`),
  material: (id: number) => deriveObjectId(`oulad/site/${id}`),
  student: (id: number) => deriveObjectId(`oulad/student/${id}`),
  /** Who teaches is not in the data: a name to show, and no account. */
  instructor: (): Types.ObjectId => deriveObjectId('oulad/instructor'),
} as const;
