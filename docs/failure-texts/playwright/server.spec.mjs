import {test} from '@playwright/test';

test('needs the server', () => {});
