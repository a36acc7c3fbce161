/** Entry of pages that are only read. */
import '../ui/base.css';
import './pages.css';
import { startSite } from './site.ts';

startSite();
