//! The signs by which a program is told to end.

use std::{
    io,
    pin::pin,
    task::{Context, Poll},
};

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlBreak, CtrlC, CtrlClose, CtrlShutdown};

/// Heeds Ctrl-C, and what else ends a program kindly, from when it is made.
pub(super) struct Ending {
    #[cfg(unix)]
    signs: Vec<Signal>,
    #[cfg(windows)]
    signs: (CtrlC, CtrlBreak, CtrlClose, CtrlShutdown),
}

impl Ending {
    /// Begins to heed; within a runtime.
    ///
    /// # Errors
    /// The system does not tell.
    #[cfg(unix)]
    pub(super) fn heed() -> io::Result<Self> {
        let kinds = [
            SignalKind::interrupt(),
            SignalKind::terminate(),
            SignalKind::hangup(),
        ];
        let signs = kinds.into_iter().map(signal).collect::<io::Result<_>>()?;
        Ok(Self { signs })
    }

    /// Begins to heed; within a runtime.
    ///
    /// # Errors
    /// The system does not tell.
    #[cfg(windows)]
    pub(super) fn heed() -> io::Result<Self> {
        use tokio::signal::windows::{ctrl_break, ctrl_c, ctrl_close, ctrl_shutdown};
        let signs = (ctrl_c()?, ctrl_break()?, ctrl_close()?, ctrl_shutdown()?);
        Ok(Self { signs })
    }

    /// Waits until the program is told, or something else is over.
    pub(super) async fn told_or(&mut self, other: impl Future<Output = ()>) {
        let mut other = pin!(other);
        std::future::poll_fn(|context| {
            let is_over = self.is_told(context) || other.as_mut().poll(context).is_ready();
            match is_over {
                true => Poll::Ready(()),
                false => Poll::Pending,
            }
        })
        .await;
    }

    #[cfg(unix)]
    fn is_told(&mut self, context: &mut Context<'_>) -> bool {
        let mut signs = self.signs.iter_mut();
        signs.any(|sign| sign.poll_recv(context).is_ready())
    }

    #[cfg(windows)]
    fn is_told(&mut self, context: &mut Context<'_>) -> bool {
        let (c, pause, close, shutdown) = &mut self.signs;
        c.poll_recv(context).is_ready()
            || pause.poll_recv(context).is_ready()
            || close.poll_recv(context).is_ready()
            || shutdown.poll_recv(context).is_ready()
    }
}
