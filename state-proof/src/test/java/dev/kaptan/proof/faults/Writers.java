package dev.kaptan.proof.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.cluster.Member;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Request;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/** Clients that write all the time, each trying the next member where one does not answer. */
final class Writers implements AutoCloseable {

    static final String PREFIX = "w/";

    private static final AtomicInteger RUN = new AtomicInteger();
    private static final Duration QUICK = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PAUSE_MILLIS = 5;

    private final String prefix = PREFIX + RUN.incrementAndGet() + "/";
    private final List<Member> members;
    private final Duration attempt;
    private final Map<String, Long> acknowledged = new ConcurrentHashMap<>();
    private final AtomicIntegerArray written;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private final AtomicLong longestStall = new AtomicLong();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private volatile boolean enough;

    /** Clients that soon try another member. */
    Writers(List<Member> members, int clients) {
        this(members, clients, QUICK);
    }

    /**
     * @param attempt how long a member has for an answer
     */
    Writers(List<Member> members, int clients, Duration attempt) {
        this.members = List.copyOf(members);
        this.attempt = attempt;
        this.written = new AtomicIntegerArray(clients);
        for (int i = 0; i < clients; i++) {
            int client = i;
            running.add(
                    threads.submit(() -> {
                        write(client);
                        return null;
                    }));
        }
    }

    /** The revision of every write that was answered. */
    Map<String, Long> acknowledged() {
        return Map.copyOf(acknowledged);
    }

    /** Calls that were not answered and were made again. */
    int unanswered() {
        return unanswered.get();
    }

    /** Writes that nobody answered, however often they were tried. */
    int givenUp() {
        return givenUp.get();
    }

    /** The longest that any client waited from one answer to the next. */
    long longestStallMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestStall.get());
    }

    /** Waits until each client has written so many more. */
    void awaitEach(int more) throws InterruptedException {
        int[] goals = new int[written.length()];
        for (int i = 0; i < goals.length; i++) {
            goals[i] = written.get(i) + more;
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (int i = 0; i < goals.length; i++) {
            while (written.get(i) < goals[i]) {
                assertThat(System.nanoTime()).as("client %d goes on", i).isLessThan(deadline);
                Thread.sleep(10);
            }
        }
    }

    /** Fails where a client ended by a failure of its own. */
    @Override
    public void close() {
        enough = true;
        threads.close();
        for (var each : running) {
            if (each.state() == Future.State.FAILED) {
                throw new AssertionError("a client failed", each.exceptionNow());
            }
        }
    }

    private void write(int number) throws InterruptedException {
        var clients = new ArrayList<StoreClient>();
        members.forEach(member -> clients.add(new StoreClient(member.port())));
        try {
            int at = number;
            long before = System.nanoTime();
            for (int i = 0; !enough; i++) {
                var key = prefix + number + "/" + i;
                var put = new Request.Put(key, key, 0, false);
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (!acknowledged.containsKey(key)) {
                    var client = clients.get(at % clients.size());
                    if (client.call(put, attempt)
                            instanceof Outcome.Answered(long revision, var answer)) {
                        acknowledged.put(key, revision);
                    } else if (System.nanoTime() > deadline) {
                        givenUp.incrementAndGet();
                        return;
                    } else {
                        unanswered.incrementAndGet();
                        client.reconnect();
                        at++;
                        Thread.sleep(PAUSE_MILLIS);
                    }
                }
                long now = System.nanoTime();
                longestStall.accumulateAndGet(now - before, Math::max);
                before = now;
                written.incrementAndGet(number);
                Thread.sleep(PAUSE_MILLIS);
            }
        } finally {
            clients.forEach(StoreClient::close);
        }
    }
}
