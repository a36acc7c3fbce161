import type { Point, SpaceFigure } from './figures.ts';

export interface Projected {
  /** Rightwards and upwards on the paper, in data units. */
  readonly x: number;
  readonly y: number;
  /** Towards the eye. */
  readonly depth: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/**
 * Orthographic projection on the plane through the origin that faces the camera at the given
 * azimuth and elevation (degrees; z points up). Plane drawings have no camera and stay as they are.
 */
export function project(point: Point, camera: SpaceFigure['camera']): Projected {
  const [px, py, pz = 0] = point;
  if (!camera) return { x: px, y: py, depth: pz };
  const a = radians(camera.azimuth);
  const e = radians(camera.elevation);
  const forward = Math.cos(a) * px + Math.sin(a) * py;
  return {
    x: -Math.sin(a) * px + Math.cos(a) * py,
    y: -Math.sin(e) * forward + Math.cos(e) * pz,
    depth: Math.cos(e) * forward + Math.sin(e) * pz,
  };
}

/** The direction (azimuth, elevation in degrees) of a point. */
export function direction(point: Point): { azimuth: number; elevation: number } {
  const [x, y, z = 0] = point;
  return {
    azimuth: (Math.atan2(y, x) * 180) / Math.PI,
    elevation: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI,
  };
}

/**
 * The point of the sphere of the given radius seen at (x, y) on the paper: the one in front, or
 * behind if `depth` is negative; outside the disc, the nearest point of the rim.
 */
export function unproject(
  x: number,
  y: number,
  radius: number,
  depth: number,
  camera: SpaceFigure['camera'],
): Point {
  const outside = Math.max(1, Math.hypot(x, y) / radius);
  const u = x / outside;
  const w = y / outside;
  if (!camera) return [u, w];
  const d = Math.sign(depth || 1) * Math.sqrt(Math.max(0, radius * radius - u * u - w * w));
  const a = radians(camera.azimuth);
  const e = radians(camera.elevation);
  const forward = Math.cos(e) * d - Math.sin(e) * w;
  return [
    Math.cos(a) * forward - Math.sin(a) * u,
    Math.sin(a) * forward + Math.cos(a) * u,
    Math.sin(e) * d + Math.cos(e) * w,
  ];
}
