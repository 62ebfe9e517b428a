// A thread for tests of the pool: it does what the task says, also what no thread should.
import { parentPort } from 'node:worker_threads';

parentPort.on('message', ({ id, task }) => {
  switch (task) {
    case 'throw':
      throw new Error('thrown by the task');
    case 'exit':
      process.exit(3);
      break;
    case 'hang':
      for (;;);
    case 'grow': {
      const kept = [];
      for (;;) kept.push(new Array(100_000).fill(kept.length));
    }
    default:
      parentPort.postMessage({ id, result: task * 2 });
  }
});
