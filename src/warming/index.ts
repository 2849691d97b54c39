export { Startup } from './startup.js';
export { WarmingModule } from './warming.module.js';
export { WarmingReport } from './warming-report.js';
export { WarmingService } from './warming.service.js';
