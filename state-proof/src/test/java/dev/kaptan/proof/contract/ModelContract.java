package dev.kaptan.proof.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.proof.client.StoreClient;
import dev.kaptan.proof.history.Outcome;
import dev.kaptan.proof.model.Comparison;
import dev.kaptan.proof.model.Item;
import dev.kaptan.proof.model.Model;
import dev.kaptan.proof.model.Request;
import dev.kaptan.proof.model.Span;
import dev.kaptan.proof.model.State;
import dev.kaptan.proof.model.Step;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * More than a thousand random requests of one client, each answered exactly as the model answers.
 */
abstract class ModelContract extends Aspect {

    private static final int REQUESTS = 400;

    private SplittableRandom random;
    private State state;
    private int counter;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void answersAsTheModelDoes(long seed) {
        random = new SplittableRandom(seed);
        try (var client = new StoreClient(store().members().getLast().port())) {
            state = new State(store().revision(), 0, new TreeMap<>(), new TreeMap<>());
            for (int i = 0; i < REQUESTS; i++) {
                var request = request();
                var actual = client.call(request, Duration.ofSeconds(20));
                assertThat(actual)
                        .as("seed " + seed + ", request " + i + ": " + request)
                        .isEqualTo(expected(request));
            }
            // Leases that are left would take keys along while other tests run.
            List.copyOf(state.leases().keySet())
                    .forEach(id -> client.call(new Request.LeaseRevoke(id), Duration.ofSeconds(9)));
        }
    }

    private Outcome expected(Request request) {
        return switch (Model.apply(state, request)) {
            case Step.Done(var next, var answer, var changes) -> {
                state = next;
                yield new Outcome.Answered(next.revision(), answer);
            }
            case Step.Refused(var reason) -> new Outcome.Refused(reason);
        };
    }

    private Request request() {
        return switch (random.nextInt(12)) {
            case 0 -> new Request.LeaseGrant(random.nextLong(1, Long.MAX_VALUE), 500);
            case 1 -> new Request.LeaseRevoke(lease());
            default -> operation(true);
        };
    }

    private Request.Operation operation(boolean nest) {
        return switch (random.nextInt(nest ? 8 : 5)) {
            case 0, 1 -> put();
            case 2 -> new Request.Delete(span(), random.nextBoolean());
            case 3, 4 ->
                    new Request.Get(
                            span(),
                            0,
                            random.nextInt(4),
                            false,
                            Request.Part.values()[random.nextInt(3)]);
            default -> transaction();
        };
    }

    private Request.Put put() {
        return new Request.Put(
                key(), "v" + counter++, random.nextInt(3) == 0 ? lease() : 0, random.nextBoolean());
    }

    /** Some write a key twice, which is refused: such are drawn anew. */
    private Request.Operation transaction() {
        var compare = new ArrayList<Comparison>();
        for (int i = random.nextInt(3); i > 0; i--) {
            compare.add(comparison());
        }
        return new Request.Txn(compare, branch(), branch());
    }

    private List<Request.Operation> branch() {
        var operations = new ArrayList<Request.Operation>();
        var writes = new ArrayList<Span>();
        for (int i = random.nextInt(4); i > 0; i--) {
            var operation = operation(false);
            switch (operation) {
                case Request.Put put when overlaps(writes, Span.one(put.key())) -> {}
                case Request.Delete delete when overlaps(writes, delete.span()) -> {}
                case Request.Put put -> {
                    writes.add(Span.one(put.key()));
                    operations.add(put);
                }
                case Request.Delete delete -> {
                    writes.add(delete.span());
                    operations.add(delete);
                }
                default -> operations.add(operation);
            }
        }
        return operations;
    }

    private boolean overlaps(List<Span> others, Span span) {
        return others.stream()
                .anyMatch(other ->
                        keys().stream().anyMatch(key -> other.contains(key) && span.contains(key)));
    }

    private Comparison comparison() {
        var relation = Comparison.Relation.values()[random.nextInt(4)];
        var there = state.items().getOrDefault(key(), new Item("", "", 0, 0, 0, 0));
        var operand =
                switch (random.nextInt(5)) {
                    case 0 -> new Comparison.Operand.Value(there.value());
                    case 1 -> new Comparison.Operand.Version(there.version());
                    case 2 -> new Comparison.Operand.CreateRevision(there.createRevision());
                    case 3 -> new Comparison.Operand.ModRevision(there.modRevision());
                    default -> new Comparison.Operand.Lease(there.lease());
                };
        return new Comparison(span(), relation, operand);
    }

    private long lease() {
        var leases = List.copyOf(state.leases().keySet());
        return leases.isEmpty() || random.nextInt(10) == 0
                ? 77_777
                : leases.stream().sorted().toList().get(random.nextInt(leases.size()));
    }

    private Span span() {
        return switch (random.nextInt(4)) {
            case 0 -> Span.prefix(prefix);
            case 1 -> new Span(key(), key());
            default -> Span.one(key());
        };
    }

    private List<String> keys() {
        var keys = new ArrayList<String>();
        for (char name = 'a'; name < 'g'; name++) {
            keys.add(key("" + name));
        }
        return keys;
    }

    private String key() {
        return keys().get(random.nextInt(keys().size()));
    }
}
