package org.openenv.coding.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/**
 * Puts one load to one subject: a thread for each client, all connected before the first is let go, the warm-up and the
 * measured time one after the other without a pause.
 */
final class LoadLoop {

    private static final long SECOND = 1_000_000_000L;

    private final String subject;
    private final String scenario;
    private final OptionalLong pid;
    private final Progress progress;

    /**
     * Names what is measured.
     *
     * @param pid the process whose tree is the subject, if it is known
     */
    LoadLoop(String subject, String scenario, OptionalLong pid, Progress progress) {
        this.subject = subject;
        this.scenario = scenario;
        this.pid = pid;
        this.progress = progress;
    }

    /** Runs the load; an error of a client is counted, not thrown. */
    Measurement run(Load load, Operation.Factory factory) throws InterruptedException {
        var connected = new CountDownLatch(load.sessions());
        var go = new CountDownLatch(1);
        var done = new LongAdder();
        List<Client> clients = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < load.sessions(); i++) {
            Client client = new Client(i, load, factory, done);
            Thread thread = new Thread(() -> client.run(connected, go), "client-" + i);
            thread.setDaemon(true);
            clients.add(client);
            threads.add(thread);
            thread.start();
        }
        connected.await();
        long start = System.nanoTime();
        clients.forEach(client -> client.startAt(start));
        go.countDown();
        watch(start, load.warmup().toNanos(), load, done);
        double clientCpu = ProcessTree.ownCpuSeconds(ProcessHandle.current().pid());
        double serverCpu = serverCpu();
        watch(start + load.warmup().toNanos(), load.duration().toNanos(), load, done);
        double clientUsed = ProcessTree.ownCpuSeconds(ProcessHandle.current().pid()) - clientCpu;
        double serverUsed = serverCpu() - serverCpu;
        long clientMemory = ProcessTree.residentBytesOf(ProcessHandle.current().pid());
        long serverMemory = pid.isPresent() ? ProcessTree.residentBytes(pid.getAsLong()) : 0;
        Recorder all = new Recorder();
        for (int i = 0; i < threads.size(); i++) {
            threads.get(i).join();
            all.add(clients.get(i).recorder());
        }
        return new Measurement(
                subject,
                scenario,
                load,
                load.duration().toNanos() / 1e9,
                all.latency(),
                all.errors(),
                new ProcessUsage(clientUsed, clientMemory),
                new ProcessUsage(serverUsed, serverMemory));
    }

    private double serverCpu() {
        return pid.isPresent() ? ProcessTree.cpuSeconds(pid.getAsLong()) : 0;
    }

    private void watch(long start, long nanos, Load load, LongAdder done) throws InterruptedException {
        long end = start + nanos;
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            long before = done.sum();
            long begun = System.nanoTime();
            Thread.sleep(Math.min(left, SECOND) / 1_000_000, (int) (Math.min(left, SECOND) % 1_000_000));
            double rate = (done.sum() - before) * 1e9 / (System.nanoTime() - begun);
            progress.show(subject, scenario, load.sessions(), (System.nanoTime() - start) / 1e9, nanos / 1e9, rate);
        }
    }
}
