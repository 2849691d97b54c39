import { Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { JwtModule } from '@nestjs/jwt';
import { MongooseModule } from '@nestjs/mongoose';
import { PassportModule } from '@nestjs/passport';
import { ThrottlerModule } from '@nestjs/throttler';
import { AppConfig } from '../../config/index.js';
import { UsersModule } from '../users/index.js';
import { AccessTokens, jwtOptions } from './access-tokens.service.js';
import { AuthController } from './auth.controller.js';
import { AuthService } from './auth.service.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { JwtStrategy } from './jwt.strategy.js';
import { LastingSessions } from './lasting-sessions.service.js';
import { Passwords } from './passwords.service.js';
import { RateLimitGuard } from './rate-limit/rate-limit.guard.js';
import { rateLimits } from './rate-limit/rate-limit.options.js';
import { REFRESH_TOKEN, RefreshTokenSchema } from './refresh-token.schema.js';
import { RefreshTokensRepository } from './refresh-tokens.repository.js';
import { RefreshTokens } from './refresh-tokens.service.js';
import { RolesGuard } from './roles.guard.js';
import { Sessions } from './sessions.service.js';
import { SignIns } from './sign-ins.service.js';

@Module({
  imports: [
    UsersModule,
    PassportModule.register({ defaultStrategy: 'jwt', property: 'accessToken', session: false }),
    JwtModule.registerAsync({ inject: [AppConfig], useFactory: jwtOptions }),
    ThrottlerModule.forRootAsync({ inject: [AppConfig], useFactory: rateLimits }),
    MongooseModule.forFeature([{ name: REFRESH_TOKEN, schema: RefreshTokenSchema }]),
  ],
  controllers: [AuthController],
  providers: [
    AccessTokens,
    AuthService,
    JwtStrategy,
    LastingSessions,
    Passwords,
    RateLimitGuard,
    RefreshTokens,
    RefreshTokensRepository,
    Sessions,
    SignIns,
    // In this order: who asks too often costs no lookup, and rights need to know who asks.
    { provide: APP_GUARD, useExisting: RateLimitGuard },
    { provide: APP_GUARD, useClass: AuthenticationGuard },
    { provide: APP_GUARD, useClass: RolesGuard },
  ],
  exports: [LastingSessions, Passwords, RateLimitGuard],
})
export class AuthModule {}
