export { UsersModule } from './users.module.js';
export { UserTotalsService } from './user-totals.service.js';
export { UsersService, type SessionState } from './users.service.js';
export { SelfGuard, UserRef, isSelf, resolveUser } from './self.guard.js';
export { DisplayName, EmailText, UserBody } from './dto/user.dto.js';
export { presentUser } from './user.presenter.js';
export { USER, type Role, type User } from './user.schema.js';
