/**
 * The toy's data: a mixture-of-experts layer that really was trained.
 *
 * Planted: the router and the token domains (one domain a router direction, Zipf frequencies), and
 * a teacher layer with the same router whose expert i computes `T_fam(i)(x) + δ P_i(x)`, a network
 * shared by its family plus δ times one of its own.
 * Learned: all weights that get merged. One dense network is trained on the teacher's answers,
 * copied into every expert (as far as `upcycle` says), and the experts are trained on through the
 * router. Router and tokens stay as planted.
 */
import { Matrix } from 'ml-matrix';
import type { Inputs, Report } from '#demo';
import { tensor } from '#demo';
import { addRows, dotRows } from '#learn';
import { exp, power, type Random } from '#random';
import { topkSoftmax } from './layer.ts';
import type { Params } from './params.ts';
import { forward, train, type FlatBatch, type FlatLayer } from './flat.ts';

export const inputs = {
  W1: tensor('expert', 'hidden', 'channel'),
  W2: tensor('expert', 'channel', 'hidden'),
  Wg: tensor('expert', 'channel'),
  Xcal: tensor('token', 'channel'),
  Xtest: tensor('token', 'channel'),
  Ytest: tensor('token', 'channel'),
  fam: tensor('expert'),
  perms: tensor('draw', 'position'),
};

export type SubMoeInputs = Inputs<typeof inputs>;

const BATCH = 256;
const CALIBRATION = 512;
const TEST = 768;
const DRAWS = 10;
/** Hidden units of every planted network. */
const TEACHER_UNITS = 8;
const REPORTS = 40;

export function generate(p: Params, random: Random, report: Report): SubMoeInputs {
  const { d, h, n, topk, sep, delta, upcycle, families, preSteps, steps, routerAgree } = p;
  const fam = Array.from({ length: n }, (_, i) => i % families);
  const directions = plantRouter(fam, d, routerAgree, random);
  const Wg = Matrix.mul(directions, sep);
  const tokens = tokenSource(p, directions, random.stream('rotation'));
  const teacher = plantTeacher(fam, d, delta, random);

  const answer = (x: Float64Array): { batch: FlatBatch; target: Float64Array } => {
    const batch = route(x, Wg, topk);
    return { batch, target: forward(teacher, batch) };
  };
  const total = preSteps + steps;
  const every = Math.ceil(total / REPORTS);
  const progress = (from: number, doing: string) => (step: number) => {
    if ((from + step) % every === 0) report((from + step) / total, doing);
  };

  const dense = freshLayer(1, h, d, random.stream('dense start'));
  const denseTokens = random.stream('dense tokens');
  train(
    dense,
    preSteps,
    () => {
      const x = tokens(BATCH, denseTokens);
      return { batch: oneExpert(x, d), target: answer(x).target };
    },
    progress(0, 'training the common network'),
  );

  const layer = upcycled(dense, freshLayer(n, h, d, random.stream('expert start')), upcycle);
  const expertTokens = random.stream('expert tokens');
  train(
    layer,
    steps,
    () => answer(tokens(BATCH, expertTokens)),
    progress(preSteps, 'training the experts'),
  );

  const test = tokens(TEST, random.stream('test tokens'));
  const draws = random.stream('random groups');
  return {
    ...expertWeights(layer),
    Wg,
    Xcal: asMatrix(tokens(CALIBRATION, random.stream('calibration tokens')), d),
    Xtest: asMatrix(test, d),
    Ytest: asMatrix(answer(test).target, d),
    fam,
    perms: new Matrix(Array.from({ length: DRAWS }, () => [...draws.permutation(n)])),
  };
}

/**
 * Unit router directions μ, n×d: `√(1−ρ) own + √ρ family direction`, made unit, so that routing
 * neighbours are relatives as ρ grows.
 */
function plantRouter(fam: readonly number[], d: number, agree: number, random: Random): Matrix {
  const own = random.stream('router');
  const shared = random.stream('family router');
  const centres = Array.from({ length: Math.max(...fam) + 1 }, () => shared.unitVector(d));
  const mixed = fam.map((family) => {
    const centre = centres[family] ?? [];
    return Array.from(
      own.unitVector(d),
      (value, c) => Math.sqrt(1 - agree) * value + Math.sqrt(agree) * (centre[c] ?? 0),
    );
  });
  const unit = mixed.map((row) => {
    const length = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
    return row.map((value) => value / length);
  });
  return new Matrix(unit);
}

/**
 * Draws tokens `x = sep·μ_c + R diag(sd) z` (count·d numbers): domain c by Zipf's law, z standard
 * normal, R a rotation, sd falling from 1 to e^−aniso and scaled to mean square 1.
 */
function tokenSource(
  { d, n, sep, skew, aniso }: Params,
  directions: Matrix,
  rotation: Random,
): (count: number, random: Random) => Float64Array {
  const use = Array.from({ length: n }, (_, c) => power(c + 1, -skew));
  const total = use.reduce((sum, share) => sum + share, 0);
  const shares = use.map((share) => share / total);
  const decay = Array.from({ length: d }, (_, j) => exp((-aniso * j) / (d - 1)));
  const size = Math.sqrt(decay.reduce((sum, sd) => sum + sd * sd, 0) / d);
  const spread = Float64Array.from(
    rotation
      .orthonormal(d, d)
      .mulRowVector(decay.map((sd) => sd / size))
      .transpose()
      .to1DArray(),
  );
  const directionsAt = Int32Array.from({ length: d }, (_, j) => j * d);
  const centres = Float64Array.from(Matrix.mul(directions, sep).to1DArray());
  return (count, random) => {
    const x = new Float64Array(count * d);
    const z = new Float64Array(d);
    for (let at = 0; at < x.length; at += d) {
      const centre = random.choice(shares) * d;
      for (let c = 0; c < d; c++) z[c] = random.normal();
      for (let c = 0; c < d; c++) x[at + c] = centres[centre + c]!;
      addRows(x, at, spread, directionsAt, d, z, d);
    }
    return x;
  };
}

/** Which experts work on which token, and how strongly. */
function route(x: Float64Array, Wg: Matrix, topk: number): FlatBatch {
  const { rows: n, columns: d } = Wg;
  const router = Float64Array.from(Wg.to1DArray());
  const rows = Int32Array.from({ length: n }, (_, i) => i * d);
  const logits = new Float64Array(n);
  const slots = new Int32Array((x.length / d) * topk);
  const gates = new Float64Array(slots.length);
  for (let at = 0, first = 0; at < x.length; at += d, first += topk) {
    dotRows(logits, 0, router, rows, n, x, at, d);
    let slot = first;
    topkSoftmax(logits, topk).forEach((gate, expert) => {
      if (gate === 0) return;
      slots[slot] = expert;
      gates[slot++] = gate;
    });
  }
  return { x, slots, gates, width: topk };
}

/** All tokens to the one expert there is. */
function oneExpert(x: Float64Array, d: number): FlatBatch {
  const tokens = x.length / d;
  return {
    x,
    slots: new Int32Array(tokens),
    gates: new Float64Array(tokens).fill(1),
    width: 1,
  };
}

/** The teacher: every expert holds its family's units, then its own scaled by δ. */
function plantTeacher(fam: readonly number[], d: number, delta: number, random: Random): FlatLayer {
  const shared = random.stream('family networks');
  const own = random.stream('private networks');
  const families = Array.from({ length: Math.max(...fam) + 1 }, () => plantedNet(d, shared));
  const nets = fam.map((family) => {
    const net = plantedNet(d, own);
    return [families[family] ?? net, { ...net, outgoing: Matrix.mul(net.outgoing, delta) }];
  });
  const rows = (part: 'incoming' | 'outgoing'): Float64Array =>
    Float64Array.from(nets.flatMap((pair) => pair.flatMap((net) => net[part].to1DArray())));
  return {
    n: fam.length,
    h: 2 * TEACHER_UNITS,
    d,
    incoming: rows('incoming'),
    outgoing: rows('outgoing'),
  };
}

/** A random ReLU network d → 8 → d whose output has about the mean square of its input. */
function plantedNet(d: number, random: Random): { incoming: Matrix; outgoing: Matrix } {
  return {
    incoming: random.normalMatrix(TEACHER_UNITS, d, 1 / Math.sqrt(d)),
    outgoing: random.normalMatrix(TEACHER_UNITS, d, Math.sqrt(2 / TEACHER_UNITS)),
  };
}

/** Untrained experts: normal weights of variance 1 over the number of inputs (LeCun et al. 1998). */
function freshLayer(n: number, h: number, d: number, random: Random): FlatLayer {
  return {
    n,
    h,
    d,
    incoming: Float64Array.from(random.normalMatrix(n * h, d, 1 / Math.sqrt(d)).to1DArray()),
    outgoing: Float64Array.from(random.normalMatrix(n * h, d, 1 / Math.sqrt(h)).to1DArray()),
  };
}

/** Experts that start as `share` times the dense network plus `1 − share` times their own weights. */
function upcycled(dense: FlatLayer, fresh: FlatLayer, share: number): FlatLayer {
  const mix = (part: 'incoming' | 'outgoing'): Float64Array =>
    fresh[part].map((own, i) => share * dense[part][i % dense[part].length]! + (1 - share) * own);
  return { ...fresh, incoming: mix('incoming'), outgoing: mix('outgoing') };
}

/** The experts as matrices: W1 h×d, W2 d×h. */
function expertWeights({ n, h, d, incoming, outgoing }: FlatLayer): { W1: Matrix[]; W2: Matrix[] } {
  const block = (part: Float64Array, i: number): Matrix =>
    asMatrix(part.subarray(i * h * d, (i + 1) * h * d), d);
  const experts = [...Array(n).keys()];
  return {
    W1: experts.map((i) => block(incoming, i)),
    W2: experts.map((i) => block(outgoing, i).transpose()),
  };
}

/** Rows of `width` numbers. */
function asMatrix(values: Float64Array, width: number): Matrix {
  return Matrix.from1DArray(values.length / width, width, values);
}
