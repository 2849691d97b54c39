/** What a cluster's client, or Node where it tried several addresses, says of the reason stands inside the error. */
export function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const {
    message,
    lastNodeError,
    errors = [],
  } = cause as Error & { lastNodeError?: Error; errors?: Error[] };
  const inner = [lastNodeError, ...errors].flatMap((error) => (error ? [error.message] : []));
  return [message, ...inner].filter(Boolean).join('; ') || cause.name;
}
