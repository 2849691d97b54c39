export { countRequired, isAllDone, progressPercent } from '../../enrollments/index.js';
