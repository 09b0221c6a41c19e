package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.StatusResponse;
import dev.kaptan.state.mvcc.Alarms;
import dev.kaptan.state.store.StateStore;

/** Says how a member is. Sizes are of the heap: the disk holds a log and snapshots of it. */
final class Statuses {

    private final StateStore store;
    private final Quota quota;
    private final Headers headers;

    Statuses(StateStore store, Quota quota, Headers headers) {
        this.store = store;
        this.quota = quota;
        this.headers = headers;
    }

    StatusResponse now() {
        var status = store.status();
        var size = store.local().size();
        var response =
                StatusResponse.newBuilder()
                        .setHeader(headers.now())
                        .setVersion(MaintenanceService.VERSION)
                        .setDbSize(size.live() + size.superseded())
                        .setDbSizeInUse(size.live())
                        .setDbSizeQuota(quota.bytes())
                        .setLeader(status.leader())
                        .setRaftIndex(status.appliedIndex())
                        .setRaftAppliedIndex(status.appliedIndex())
                        .setRaftTerm(status.term())
                        .setIsLearner(status.self().learner())
                        .setStorageVersion(MaintenanceService.CLUSTER_VERSION);
        if (status.leader() == 0) {
            response.addErrors(EtcdError.NO_LEADER.text());
        }
        store.readLocally().alarms().sorted().forEach(each -> response.addErrors(text(each)));
        return response.build();
    }

    /** As etcd prints its message. */
    private static String text(Alarms.Alarm alarm) {
        return "memberID:%s alarm:%s "
                .formatted(
                        Long.toUnsignedString(alarm.member()), Alarming.type(alarm.kind()).name());
    }
}
