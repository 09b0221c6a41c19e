package dev.kaptan.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kaptan.state.log.LogException;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.log.MembershipException;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

class StoreGrowthTest {

    private static final StoreMember SECOND =
            new StoreMember("member-2", "state-2", 2389, 2390, 2391);

    private final List<LogStatus.Member> members = new ArrayList<>();
    private int announced;

    /** Knows addresses alone, and refuses one that it knows, as the store does. */
    private void announce(String peerUrl) {
        announced++;
        if (members.stream().anyMatch(each -> each.peerUrl().equals(peerUrl))) {
            throw new MembershipException(
                    MembershipException.Reason.PEER_URL_EXISTS, "is there already");
        }
        members.add(new LogStatus.Member(members.size() + 1, null, peerUrl, List.of(), false));
    }

    private StoreGrowth growth(Consumer<String> announce, Duration patience) {
        announce("https://127.0.0.1:2380");
        announced = 0;
        return new StoreGrowth(
                () -> new LogStatus(1, members.getFirst(), 1, 1, 1, members), announce, patience);
    }

    @Test
    void aStoreWithoutALeaderIsAskedAgain() {
        var growth =
                growth(
                        url -> {
                            if (announced++ < 2) {
                                throw LogException.noLeader(null);
                            }
                            announce(url);
                        },
                        Duration.ofMinutes(1));

        growth.add(SECOND);

        assertThat(members).last().returns(SECOND.peerUrl(), LogStatus.Member::peerUrl);
    }

    @Test
    void aMemberWhoseAddingWasNotAnsweredIsNotAddedAgain() {
        var growth =
                growth(
                        url -> {
                            announce(url);
                            throw LogException.timeout(null);
                        },
                        Duration.ofMinutes(1));

        growth.add(SECOND);

        assertThat(announced).isOne();
        assertThat(members).hasSize(2);
    }

    @Test
    void aStoreThatDoesNotGrowSaysWhy() {
        var growth =
                growth(
                        url -> {
                            throw LogException.noLeader(null);
                        },
                        Duration.ZERO);

        assertThatThrownBy(() -> growth.add(SECOND))
                .isInstanceOf(StartFailure.class)
                .hasMessageContainingAll("until member-2 is added", "no member leads")
                .hasCauseInstanceOf(LogException.class);
    }
}
