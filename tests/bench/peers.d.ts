declare module 'numeric' {
  export function svd(A: readonly (readonly number[])[]): {
    readonly U: number[][];
    readonly S: number[];
    readonly V: number[][];
  };
}
