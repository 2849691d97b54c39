#!/bin/sh
# Runs one member of the trio: `start.sh redis FILE` or `start.sh sentinel FILE`, FILE being its settings, in the
# folder that it may write to. Both servers note what they learn, who is master above all, in their configuration; so
# they run on a copy.
#   NAME            the name or address by which the others, and the product, reach it
#   PORT            where it listens (6379, 26379)
#   MASTER          host and port of the first master, with a space between: until the sentinels choose another
#   REDIS_PASSWORD  of every Redis of the trio
set -eu

kind="$1"
settings="$2"
: "${NAME:?}" "${MASTER:?}" "${REDIS_PASSWORD:?}"
umask 077

# The settings anew at every start, and of what was learned the role.
write_redis() {
  cat "$settings"
  printf '%s\n' '' "port ${PORT:-6379}" "replica-announce-ip $NAME" "replica-announce-port ${PORT:-6379}" \
    "requirepass $REDIS_PASSWORD" "masterauth $REDIS_PASSWORD"
  if [ -e redis.conf ]; then
    sed -n '/^replicaof /p' redis.conf
  elif [ "$NAME ${PORT:-6379}" != "$MASTER" ]; then
    echo "replicaof $MASTER"
  fi
}

# `resolve-hostnames` comes before the first name.
write_sentinel() {
  printf '%s\n' "port ${PORT:-26379}" 'sentinel resolve-hostnames yes' 'sentinel announce-hostnames yes' \
    "sentinel announce-ip $NAME" "sentinel announce-port ${PORT:-26379}" "sentinel monitor tiercel $MASTER 2" \
    "sentinel auth-pass tiercel $REDIS_PASSWORD"
  cat "$settings"
}

case "$kind" in
  redis)
    write_redis >redis.conf.new
    mv redis.conf.new redis.conf
    exec redis-server redis.conf
    ;;
  sentinel)
    # Kept as it is once it is there: nearly all of it is what was learned.
    [ -e sentinel.conf ] || write_sentinel >sentinel.conf
    exec redis-server sentinel.conf --sentinel
    ;;
  *)
    echo "start.sh: redis or sentinel, not $kind" >&2
    exit 2
    ;;
esac
