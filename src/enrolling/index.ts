export { EnrollingModule } from './enrolling.module.js';
