package dev.kaptan.state.grpc;

import dev.kaptan.etcd.api.ClusterGrpc;
import dev.kaptan.etcd.api.Member;
import dev.kaptan.etcd.api.MemberAddRequest;
import dev.kaptan.etcd.api.MemberAddResponse;
import dev.kaptan.etcd.api.MemberListRequest;
import dev.kaptan.etcd.api.MemberListResponse;
import dev.kaptan.etcd.api.MemberPromoteRequest;
import dev.kaptan.etcd.api.MemberPromoteResponse;
import dev.kaptan.etcd.api.MemberRemoveRequest;
import dev.kaptan.etcd.api.MemberRemoveResponse;
import dev.kaptan.etcd.api.MemberUpdateRequest;
import dev.kaptan.etcd.api.MemberUpdateResponse;
import dev.kaptan.state.log.LogStatus;
import dev.kaptan.state.store.StateStore;

import io.grpc.stub.StreamObserver;

import java.util.List;

/** Who the members are, and how they change. */
final class ClusterService extends ClusterGrpc.ClusterImplBase {

    private final StateStore store;
    private final Guard guard;
    private final Headers headers;
    private final Calls calls;
    private final String clientUrl;

    /**
     * @param clientUrl where clients reach this member
     */
    ClusterService(StateStore store, Guard guard, Headers headers, Calls calls, String clientUrl) {
        this.store = store;
        this.guard = guard;
        this.headers = headers;
        this.calls = calls;
        this.clientUrl = clientUrl;
    }

    @Override
    public void memberList(MemberListRequest request, StreamObserver<MemberListResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    if (request.getLinearizable()) {
                        store.read();
                    }
                    return MemberListResponse.newBuilder()
                            .setHeader(headers.now())
                            .addAllMembers(members())
                            .build();
                });
    }

    @Override
    public void memberAdd(MemberAddRequest request, StreamObserver<MemberAddResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    guard.administer();
                    var url = only(request.getPeerURLsList());
                    var added = store.membership().add(url, request.getIsLearner());
                    return MemberAddResponse.newBuilder()
                            .setHeader(headers.now())
                            .setMember(member(added))
                            .addAllMembers(members())
                            .build();
                });
    }

    @Override
    public void memberRemove(
            MemberRemoveRequest request, StreamObserver<MemberRemoveResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    guard.administer();
                    store.membership().remove(request.getID());
                    return MemberRemoveResponse.newBuilder()
                            .setHeader(headers.now())
                            .addAllMembers(members())
                            .build();
                });
    }

    @Override
    public void memberUpdate(
            MemberUpdateRequest request, StreamObserver<MemberUpdateResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    guard.administer();
                    var url = only(request.getPeerURLsList());
                    store.membership().updatePeerUrl(request.getID(), url);
                    return MemberUpdateResponse.newBuilder()
                            .setHeader(headers.now())
                            .addAllMembers(members())
                            .build();
                });
    }

    @Override
    public void memberPromote(
            MemberPromoteRequest request, StreamObserver<MemberPromoteResponse> client) {
        calls.answerBlocking(
                client,
                () -> {
                    guard.administer();
                    store.membership().promote(request.getID());
                    return MemberPromoteResponse.newBuilder()
                            .setHeader(headers.now())
                            .addAllMembers(members())
                            .build();
                });
    }

    /** A member is reached at one address; etcd allows several. */
    private static String only(List<String> urls) {
        if (urls.size() != 1) {
            throw EtcdError.MEMBER_BAD_URLS.exception();
        }
        return urls.getFirst();
    }

    private List<Member> members() {
        return store.status().members().stream().map(this::member).toList();
    }

    private Member member(LogStatus.Member member) {
        var response =
                Member.newBuilder()
                        .setID(member.id())
                        .addPeerURLs(member.peerUrl())
                        .addAllClientURLs(member.clientUrls())
                        .setIsLearner(member.learner());
        if (member.name() != null) {
            response.setName(member.name());
        }
        if (member.id() == store.status().self().id() && member.clientUrls().isEmpty()) {
            response.addClientURLs(clientUrl);
        }
        return response.build();
    }
}
