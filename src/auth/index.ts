export { AuthModule } from './auth.module.js';
export { RateLimitGuard } from './rate-limit/rate-limit.guard.js';
export { LastingSessions, type LastingSession } from './lasting-sessions.service.js';
