# Node (package nodejs).
service() {
  exec closing node -e 'require("net").createServer().listen(0)'
}

# The child's 0, 1 and 2 are pairs of nameless sockets to its parent.
spawn() {
  exec closing node -e 'require("child_process").spawn("sleep", ["1000"])'
}

# The numbers are closed for the child.
spawned() {
  exec node -e 'require("child_process").spawn("closing", ["sleep", "1000"])'
}

# As pm2 starts an app: a detached parent with logs of its own, an app with pipes and a channel for messages.
process_manager() {
  closing node -e '
    const { spawn } = require("child_process");
    const god = "require(\"child_process\").spawn(process.execPath, [\"-e\", \"setInterval(() => {}, 1000)\"]," +
      " { stdio: [\"pipe\", \"pipe\", \"pipe\", \"ipc\"], detached: true })";
    const out = require("fs").openSync("god.log", "a");
    spawn(process.execPath, ["-e", god], { detached: true, stdio: ["ignore", out, out] }).unref();'
}

cluster() {
  cat >cluster.js <<'EOF'
const cluster = require("cluster");
if (cluster.isPrimary) { cluster.fork(); } else { require("net").createServer().listen(8039); }
EOF
  exec closing node cluster.js
}
