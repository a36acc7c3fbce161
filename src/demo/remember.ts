/**
 * Wraps a pure function of a parameter object so that it runs again only when a parameter it has
 * *read* changes: turning the rank does not train the networks anew. The reads are watched, not
 * declared, so they cannot be wrong: same values for every key read means the same path through
 * the function, hence the same answer. The last `keep` answers are kept.
 */
export function remember<P extends object, Rest extends unknown[], R>(
  compute: (params: P, ...rest: Rest) => R,
  keep = 4,
): (params: P, ...rest: Rest) => R {
  const answers: { read: Map<string | symbol, unknown>; answer: R }[] = [];
  return (params, ...rest) => {
    const known = answers.find(({ read }) =>
      [...read].every(([key, value]) => Object.is(Reflect.get(params, key), value)),
    );
    if (known) return known.answer;
    const read = new Map<string | symbol, unknown>();
    const watched = new Proxy(params, {
      get(target, key) {
        const value: unknown = Reflect.get(target, key);
        read.set(key, value);
        return value;
      },
    });
    const answer = compute(watched, ...rest);
    answers.unshift({ read, answer });
    answers.splice(keep);
    return answer;
  };
}
