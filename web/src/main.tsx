import './style.css';
import { render } from 'preact';
import { followLinks } from './address';
import { takeToken } from './api';
import { Shell } from './shell';

takeToken();
followLinks();
render(<Shell />, document.getElementById('page')!);
