package dev.kaptan.controller.nodeipam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.util.HashSet;

class NodeRangesTest {

    @Test
    void everyNodeGetsARangeOfItsOwnUntilAllAreTaken() {
        var ranges = new NodeRanges(CidrBlock.parse("10.244.0.0/22"));
        var taken = new HashSet<String>();
        for (var range = ranges.firstFree(taken); range != null; range = ranges.firstFree(taken)) {
            taken.add(range);
        }
        assertThat(taken)
                .containsExactlyInAnyOrder(
                        "10.244.0.0/24", "10.244.1.0/24", "10.244.2.0/24", "10.244.3.0/24");
    }

    @Test
    void aRangeIsReadAndWrittenAlike() {
        assertThat(CidrBlock.parse("192.168.255.7/20")).hasToString("192.168.240.0/20");
    }

    @Test
    void whatIsNoRangeIsNamed() {
        for (var text :
                new String[] {"10.0.0.0", "10.0.0/8", "10.0.0.256/8", "a.b.c.d/8", "::/0"}) {
            assertThatThrownBy(() -> CidrBlock.parse(text)).hasMessageContaining("'" + text + "'");
        }
    }

    @Test
    void aClusterSmallerThanANodeIsRefused() {
        assertThatThrownBy(() -> new NodeRanges(CidrBlock.parse("10.0.0.0/25")))
                .hasMessageContaining("smaller than a node's /24");
    }
}
