import {defineConfig} from '@playwright/test';

const COMMANDS = {
  NeverPrintsTheLine: 'echo starting; exec cat',
  EndsWithoutTheLine: "echo 'port 80 is in use'; exit 1",
};

export default defineConfig({
  testMatch: 'server.spec.mjs',
  webServer: {
    command: COMMANDS[process.env.FAULT],
    wait: {stdout: /listening on (\d+)/},
    stdout: 'pipe',
    timeout: 2000,
  },
});
