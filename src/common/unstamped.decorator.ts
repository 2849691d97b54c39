import { SetMetadata } from '@nestjs/common';

export const UNSTAMPED = 'tiercel:unstamped';

/** The route reads nothing that a consistency token speaks of (health, metrics), or streams: it runs as it is. */
export const Unstamped = () => SetMetadata(UNSTAMPED, true);
