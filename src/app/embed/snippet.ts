/** HTML to copy: an embedded page as a frame of another one. */
import { escapeHtml } from '#files';

export interface Frame {
  readonly src: string;
  readonly title: string;
}

/** Height that a frame has until it is known better, in CSS pixels. */
export const FRAME_HEIGHT = 800;

/** What a frame may do besides showing itself. */
export const ALLOW = 'clipboard-write; fullscreen';

/** The address of a demo's page as it is embedded, in the state of a fragment. */
export function embedAddress(page: string, fragment: string, theme: string): string {
  const look = theme === 'light' || theme === 'dark' ? `&theme=${theme}` : '';
  return `${page}?embed${look}${fragment ? `#${fragment}` : ''}`;
}

/** A frame of fixed height. */
export const frameHtml = ({ src, title }: Frame, width = '100%'): string =>
  `<iframe src="${escapeHtml(src)}" title="${escapeHtml(title)}" width="${width}" height="${FRAME_HEIGHT}" style="border: 0" loading="lazy" allow="${ALLOW}"></iframe>`;

/** A frame, and the script with which the host gives it the height of its content. */
export const followingHtml = (frame: Frame): string => `${frameHtml(frame)}
<script>
  addEventListener('message', ({ data, origin, source }) => {
    if (origin !== '${new URL(frame.src).origin}' || data?.type !== 'shared-subspace:height') return;
    for (const frame of document.querySelectorAll('iframe'))
      if (frame.contentWindow === source) frame.height = Number(data.height);
  });
</script>`;
