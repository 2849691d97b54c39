export { ImportModule } from './import.module.js';
export { seedDemonstration } from './demonstration/seed-demonstration.js';
export type { DemonstrationAccount } from './demonstration/demonstration-accounts.js';
