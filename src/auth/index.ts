export { AuthModule } from './auth.module.js';
export { LastingSessions, type LastingSession } from './lasting-sessions.service.js';
