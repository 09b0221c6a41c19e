package dev.kaptan.state.client;

import dev.kaptan.etcd.api.AlarmMember;
import dev.kaptan.etcd.api.AlarmRequest;
import dev.kaptan.etcd.api.ClusterGrpc;
import dev.kaptan.etcd.api.MaintenanceGrpc;
import dev.kaptan.etcd.api.Member;
import dev.kaptan.etcd.api.MemberListRequest;
import dev.kaptan.etcd.api.StatusResponse;

import io.grpc.Channel;
import io.grpc.StatusRuntimeException;

import org.jspecify.annotations.Nullable;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** How the members of a store are, each in its own words. */
public record StoreReport(List<MemberReport> members) {

    private static final List<String> UNKNOWN = List.of("UNKNOWN");

    /**
     * One member.
     *
     * @param id as etcdctl prints it
     * @param endpoint where its clients reach it, empty if it never said
     * @param role leader, follower, learner, or unreachable
     * @param lag log entries that the furthest member has applied and this one has not
     * @param dbBytes what it holds
     * @param alarms raised by it, NOSPACE or CORRUPT; UNKNOWN without a quorum
     * @param problem why it does not answer; empty if it does
     */
    public record MemberReport(
            String id,
            String name,
            String endpoint,
            String version,
            String role,
            long term,
            long revision,
            long appliedIndex,
            long lag,
            long dbBytes,
            List<String> alarms,
            String problem) {

        MemberReport behind(long furthest) {
            return new MemberReport(
                    id,
                    name,
                    endpoint,
                    version,
                    role,
                    term,
                    revision,
                    appliedIndex,
                    problem.isEmpty() ? furthest - appliedIndex : 0,
                    dbBytes,
                    alarms,
                    problem);
        }
    }

    public StoreReport {
        members = List.copyOf(members);
    }

    /**
     * Asks every member that any of them knows, under the endpoint given for it or else where it
     * says that it listens.
     *
     * @throws StoreUnreachableException if none answers
     */
    public static StoreReport of(StoreClient store) {
        var any = store.any();
        var alarms = alarms(any);
        var given = given(store);
        var reports = new ArrayList<MemberReport>();
        for (var member : members(any)) {
            var endpoint = given.getOrDefault(member.getID(), advertised(member));
            var raised = alarms == null ? UNKNOWN : raised(alarms, member);
            reports.add(report(store, member, endpoint, raised));
        }
        long furthest = reports.stream().mapToLong(MemberReport::appliedIndex).max().orElse(0);
        return new StoreReport(reports.stream().map(each -> each.behind(furthest)).toList());
    }

    private static Map<Long, String> given(StoreClient store) {
        var given = new HashMap<Long, String>();
        for (var uri : store.uris()) {
            try {
                given.put(store.status(uri).getHeader().getMemberId(), uri.toString());
            } catch (StatusRuntimeException silent) {
                // It is asked again under the address that it advertises.
            }
        }
        return given;
    }

    private static String advertised(Member member) {
        return member.getClientURLsCount() == 0 ? "" : member.getClientURLs(0);
    }

    /** Whether every member answers and none raises an alarm. */
    public boolean healthy() {
        return members.stream()
                .allMatch(each -> each.problem().isEmpty() && each.alarms().isEmpty());
    }

    private static List<Member> members(Channel channel) {
        return ClusterGrpc.newBlockingStub(channel)
                .withDeadlineAfter(StoreClient.QUICK_SECONDS, TimeUnit.SECONDS)
                .memberList(MemberListRequest.getDefaultInstance())
                .getMembersList();
    }

    private static List<String> raised(List<AlarmMember> alarms, Member member) {
        return alarms.stream()
                .filter(each -> each.getMemberID() == member.getID())
                .map(each -> each.getAlarm().name())
                .toList();
    }

    /** Null without a quorum: etcd answers this from its log. */
    private static @Nullable List<AlarmMember> alarms(Channel channel) {
        var every = AlarmRequest.newBuilder().setAction(AlarmRequest.AlarmAction.GET).build();
        try {
            return MaintenanceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(StoreClient.QUICK_SECONDS, TimeUnit.SECONDS)
                    .alarm(every)
                    .getAlarmsList();
        } catch (StatusRuntimeException e) {
            return null;
        }
    }

    private static MemberReport report(
            StoreClient store, Member member, String endpoint, List<String> alarms) {
        if (endpoint.isEmpty()) {
            return silent(member, endpoint, alarms, "it has not told where it listens");
        }
        try {
            return answering(member, endpoint, store.status(URI.create(endpoint)), alarms);
        } catch (StatusRuntimeException e) {
            return silent(member, endpoint, alarms, StoreClient.reason(e));
        }
    }

    private static MemberReport answering(
            Member member, String endpoint, StatusResponse status, List<String> alarms) {
        boolean leads = status.getLeader() == status.getHeader().getMemberId();
        long applied = status.getRaftAppliedIndex();
        return new MemberReport(
                Long.toHexString(member.getID()),
                member.getName(),
                endpoint,
                status.getVersion(),
                status.getIsLearner() ? "learner" : leads ? "leader" : "follower",
                status.getRaftTerm(),
                status.getHeader().getRevision(),
                applied == 0 ? status.getRaftIndex() : applied,
                0,
                status.getDbSize(),
                alarms,
                "");
    }

    private static MemberReport silent(
            Member member, String endpoint, List<String> alarms, String problem) {
        return new MemberReport(
                Long.toHexString(member.getID()),
                member.getName(),
                endpoint,
                "",
                "unreachable",
                0,
                0,
                0,
                0,
                0,
                alarms,
                problem);
    }
}
