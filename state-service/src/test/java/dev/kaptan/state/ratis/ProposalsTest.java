package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kaptan.state.log.LogException;

import org.apache.ratis.protocol.RaftPeerId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;

class ProposalsTest {

    private static final RaftPeerId LEADER = RaftPeerId.valueOf("leader");
    private static final Deadline OVER = Deadline.in(Duration.ofSeconds(-1));
    private static final Deadline FAR = Deadline.in(Duration.ofHours(1));

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Proposals<String> proposals = new Proposals<>(later::add);

    private static LogException.Reason failure(Proposal<String> proposal) {
        return ((LogException) proposal.answer().exceptionNow()).reason();
    }

    @Test
    void whatNobodyAnswersEndsAfterItsDeadline() {
        var late = proposals.open(LEADER, 1, OVER);
        var patient = proposals.open(LEADER, 1, FAR);
        assertThat(late.answer()).isNotDone();
        assertThat(later).as("one watch for all").hasSize(1);

        later.remove().run();

        assertThat(failure(late)).isEqualTo(LogException.Reason.TIMEOUT);
        assertThat(patient.answer()).isNotDone();
        assertThat(later).as("it goes on while somebody waits").hasSize(1);
    }

    @Test
    void nobodyIsWatchedWhereNobodyWaits() {
        proposals.open(LEADER, 1, FAR).notTaken();
        later.remove().run();
        assertThat(later).isEmpty();

        proposals.open(LEADER, 1, FAR);
        assertThat(later).hasSize(1);
    }

    @Test
    void theOwnMachinesAnswerCountsWhateverBecomesOfTheCall() {
        var proposal = proposals.open(LEADER, 1, FAR);
        proposals.applied(
                proposals.proposer().toByteString(),
                proposal.callId(),
                new Proposal.Answer<>("done"));
        proposal.notTaken();
        proposals.close();
        assertThat(proposal.answer().resultNow().value()).isEqualTo("done");
    }

    @Test
    void closingEndsAllAndLetsNobodyWait() {
        var before = proposals.open(LEADER, 1, FAR);
        proposals.close();
        var after = proposals.open(LEADER, 1, FAR);
        assertThat(failure(before)).isEqualTo(LogException.Reason.STOPPED);
        assertThat(failure(after)).isEqualTo(LogException.Reason.STOPPED);
    }
}
