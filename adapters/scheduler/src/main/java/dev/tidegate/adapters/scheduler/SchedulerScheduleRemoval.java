package dev.tidegate.adapters.scheduler;

import dev.tidegate.adapters.aws.AwsFaults;
import dev.tidegate.core.access.GrantId;
import dev.tidegate.core.access.grant.ScheduleRemoval;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;

/// Deletes by name the schedules that [SchedulerGrantSchedules] creates.
public final class SchedulerScheduleRemoval implements ScheduleRemoval {
  private final SchedulerClient scheduler;
  private final String group;

  public SchedulerScheduleRemoval(SchedulerClient scheduler, String group) {
    this.scheduler = scheduler;
    this.group = group;
  }

  @Override
  public void removeEnd(GrantId grant) {
    remove(grant.text());
  }

  @Override
  public void removeStart(GrantId grant) {
    remove(SchedulerGrantSchedules.startName(grant));
  }

  private void remove(String name) {
    AwsFaults.STANDARD.translated("scheduler:DeleteSchedule " + name, () -> removed(name));
  }

  /// Deletes a schedule. Returns false when it has fired or was deleted before.
  private boolean removed(String name) {
    try {
      scheduler.deleteSchedule(request -> request.groupName(group).name(name));
      return true;
    } catch (ResourceNotFoundException gone) {
      return false;
    }
  }
}
