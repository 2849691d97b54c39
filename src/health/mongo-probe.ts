import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { MongoClient } from 'mongodb';
import { setTimeout as wait } from 'node:timers/promises';
import { AppConfig } from '../../config/index.js';

/** No check takes longer, in milliseconds. */
const BOUND_MS = 1_000;

/**
 * Asks MongoDB's primary whether it answers, over one connection of its own, so that the question waits
 * behind no reader's; whoever asks meanwhile gets the same answer.
 */
@Injectable()
export class MongoProbe implements OnApplicationShutdown {
  private client: Promise<MongoClient> | undefined;
  private asking: Promise<boolean> | undefined;

  constructor(private readonly config: AppConfig) {}

  isConnected(): Promise<boolean> {
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  async onApplicationShutdown(): Promise<void> {
    const client = await this.client?.catch(() => undefined);
    await client?.close();
  }

  private async ask(): Promise<boolean> {
    const bound = new AbortController();
    const late = wait(BOUND_MS, false, { signal: bound.signal, ref: false });
    try {
      return await Promise.race([late, this.ping()]);
    } finally {
      bound.abort();
    }
  }

  private async ping(): Promise<boolean> {
    try {
      this.client ??= this.connect();
      const client = await this.client;
      await client.db('admin').command({ ping: 1 });
      return true;
    } catch {
      return false;
    }
  }

  /** Once it was connected the driver finds its way back by itself; a client whose first attempt failed never does. */
  private async connect(): Promise<MongoClient> {
    const client = new MongoClient(this.config.env.MONGO_URI, {
      appName: 'tiercel-health',
      maxPoolSize: 1,
      waitQueueTimeoutMS: BOUND_MS,
      socketTimeoutMS: BOUND_MS,
      connectTimeoutMS: BOUND_MS,
      serverSelectionTimeoutMS: BOUND_MS,
    });
    try {
      return await client.connect();
    } catch (error) {
      this.client = undefined;
      await client.close();
      throw error;
    }
  }
}
