package dev.kaptan.state.ratis;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.ratis.protocol.ClientId;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;

class PeerHandlerTest {

    /** Its disk may be full as well, which says nothing of whoever leads next. */
    @Test
    void aMemberWhoseLogHasFailedLetsProposalsBeMadeAnew() {
        var handler = new PeerHandler(ofOneThatDoesNotWork());
        var proposal = PeerHandler.proposal(ClientId.randomId(), 1, new byte[] {1});
        var answer = handler.answer(PeerCall.PROPOSE, proposal).toCompletableFuture().join();
        assertThat(answer).containsExactly(Fate.NOT_APPENDED.ordinal());
    }

    /** Nothing else of it may be touched. */
    private static PeerHandler.Parts ofOneThatDoesNotWork() {
        return (PeerHandler.Parts)
                Proxy.newProxyInstance(
                        PeerHandler.Parts.class.getClassLoader(),
                        new Class<?>[] {PeerHandler.Parts.class},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("works")) {
                                return false;
                            }
                            throw new AssertionError(method + " was called");
                        });
    }
}
