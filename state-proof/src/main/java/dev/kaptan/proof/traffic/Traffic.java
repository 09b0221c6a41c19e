package dev.kaptan.proof.traffic;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.cluster.Member;
import dev.kaptan.proof.history.Outcome;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** One client: a request, its answer, a pause; another member when it gets no answer. */
public final class Traffic implements Runnable {

    /** Longer than an election, so that most calls that meet one are answered in the end. */
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final Duration DOWN = Duration.ofMillis(150);

    private final String name;
    private final List<Member> members;
    private final Recorder recorder;
    private final RandomRequests requests;
    private final SplittableRandom random;
    private final Duration pause;
    private final BooleanSupplier stop;
    private int asked;

    public Traffic(
            int number,
            String valuePrefix,
            List<Member> members,
            Recorder recorder,
            SplittableRandom random,
            Duration pause,
            BooleanSupplier stop) {
        this.name = "client" + number;
        this.members = members;
        this.recorder = recorder;
        this.random = random;
        this.pause = pause;
        this.stop = stop;
        this.asked = number % members.size();
        this.requests = new RandomRequests(random.split(), valuePrefix, recorder.newestRevision());
    }

    @Override
    public void run() {
        while (!stop.getAsBoolean() && !recorder.isFull()) {
            var member = members.get(asked);
            try (var client = new StoreClient(member.port())) {
                callUntilUnanswered(member, client);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            asked = (asked + 1) % members.size();
        }
    }

    private void callUntilUnanswered(Member member, StoreClient client)
            throws InterruptedException {
        while (!stop.getAsBoolean() && !recorder.isFull()) {
            var outcome = recorder.call(name, member.name(), client, requests.next(), TIMEOUT);
            requests.learn(outcome);
            Thread.sleep(random.nextLong(2 * pause.toMillis() + 1));
            if (outcome instanceof Outcome.Unknown) {
                // A member that is down says so at once; asking on and on would only fill the
                // history.
                Thread.sleep(DOWN);
                return;
            }
        }
    }
}
