// Runs inside the simulated VM's network namespace: what the VM sends to the metadata service and to the proxy goes to
// sockets in FOLDER, where the test's servers listen. Prints "ready" when both ports are open.
import net from "node:net";
import path from "node:path";

const [folder] = process.argv.slice(2);
const doors = [
  { host: "169.254.169.254", port: 80, socket: path.join(folder, "imds.sock") },
  { host: "169.254.0.11", port: 3128, socket: path.join(folder, "proxy.sock") },
];
await Promise.all(
  doors.map(
    ({ host, port, socket }) =>
      new Promise((resolve) => {
        net
          .createServer({ allowHalfOpen: true }, (client) => {
            const far = net.connect({ path: socket, allowHalfOpen: true });
            client.pipe(far).pipe(client);
            client.on("error", () => far.destroy());
            far.on("error", () => client.destroy());
            far.on("close", () => client.destroy());
          })
          .listen(port, host, resolve);
      }),
  ),
);
process.stdout.write("ready\n");
