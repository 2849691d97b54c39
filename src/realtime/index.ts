export { RealtimeModule } from './realtime.module.js';
export { RealtimeReport } from './realtime-report.js';
