#!/bin/bash
# Makes the one-member replica set rs0 and waits until it has a primary. Run twice it changes nothing.
# Needs mongosh. MONGO_HOST: the member's address, as clients reach it. MONGO_INIT_TIMEOUT: seconds.
set -euo pipefail

host="${MONGO_HOST:-elearning-mongo:27017}"
timeout="${MONGO_INIT_TIMEOUT:-120}"
deadline=$((SECONDS + timeout))

# A member that has no replica set yet answers only to a direct connection.
run() { mongosh "mongodb://${host}/admin?directConnection=true&serverSelectionTimeoutMS=5000" --quiet --eval "$1"; }

initiate="
  const notYetInitialized = 94, alreadyInitialized = 23;
  try {
    rs.status();
    print('rs0 is there already');
  } catch (error) {
    if (error.code !== notYetInitialized) throw error;
    try {
      rs.initiate({ _id: 'rs0', members: [{ _id: 0, host: '${host}' }] });
      print('rs0 initiated with ${host}');
    } catch (initiated) {
      if (initiated.code !== alreadyInitialized) throw initiated;
    }
  }"

until run "$initiate"; do
  if ((SECONDS >= deadline)); then
    echo "mongo-init: ${host} could not be initiated within ${timeout} s" >&2
    exit 1
  fi
  sleep 1
done

until [ "$(run 'db.hello().isWritablePrimary')" = true ]; do
  if ((SECONDS >= deadline)); then
    echo "mongo-init: rs0 has no primary after ${timeout} s" >&2
    exit 1
  fi
  sleep 1
done
echo "mongo-init: rs0 has a primary"
