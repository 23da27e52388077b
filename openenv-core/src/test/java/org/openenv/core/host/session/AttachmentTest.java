package org.openenv.core.host.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AttachmentTest {

    private final Attachment attachment = new Attachment(false);
    private final Attachment.Socket first = (reason, error) -> {};
    private final Attachment.Socket second = (reason, error) -> {
        throw new AssertionError("it was not attached when the session ended");
    };

    @Test
    void knowsWhetherAnotherSocketCameSinceOneLeft() {
        attachment.take(first);
        assertThat(attachment.leftBy(first)).isFalse();
        attachment.release(first);
        assertThat(attachment.leftBy(first)).isTrue();
        attachment.take(second);
        assertThat(attachment.leftBy(first)).isFalse();
        attachment.release(second);
        assertThat(attachment.leftBy(first)).isFalse();
        assertThat(attachment.leftBy(second)).isTrue();
        attachment.ended(SessionEnd.CLOSED, null);
        assertThat(attachment.leftBy(second)).isFalse();
    }
}
